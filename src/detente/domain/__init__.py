"""The words of the house: what two packages hand each other is a type here."""
