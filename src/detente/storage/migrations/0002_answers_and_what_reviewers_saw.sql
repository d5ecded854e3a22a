-- Answers of a language model, named by the hash of text, prompt and model: nothing is asked or paid twice.
CREATE TABLE answer (
    key     TEXT PRIMARY KEY,
    content TEXT NOT NULL
) WITHOUT ROWID;

-- The statement as the reviewer saw it: the original is kept, and the review finds it again in changed sources.
ALTER TABLE review ADD COLUMN seen TEXT NOT NULL DEFAULT '{}';
