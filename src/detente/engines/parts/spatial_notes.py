"""The columns of what the spatial kernel writes down of each actor's turn."""

KIND = 0  # of the bargain it carried out: 0 for none, PROPOSED by itself, or RECEIVED
OTHER = 1  # the other side of that bargain
GAIN = 2  # what its proposer expected of challenging the other side
CHANCE = 3  # the proposer's chance to win
VOTES_FOR = 4  # for the proposer
VOTES_AGAINST = 5  # for the other side
TAKEN = 6  # probability of the bargain among those the actor had
STAY = 7  # probability of no bargain
BARGAINS = 8  # how many it proposed or received
TARGET = 9  # whom it challenged, -1 for nobody
TARGET_GAIN = 10  # what it expected of that
TARGET_CHANCE = 11  # its chance to win that
STANDING = 12  # probability that its position wins against all others
RISK = 13  # its risk attitude R
COLUMNS = 14

PROPOSED, RECEIVED = 1.0, 2.0
