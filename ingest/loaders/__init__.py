"""One loader a file format; each format's library stays inside its loader."""
