"""Module 4: Ranking."""

def ranked(index, words):
    """Return the documents that hold any of words, those with most hits first."""
    score = {}
    for word in words:
        for name, count in index.get(word, {}).items():
            score[name] = score.get(name, 0) + count
    return sorted(score, key=lambda name: (-score[name], name))
