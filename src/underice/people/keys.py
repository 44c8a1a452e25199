from underice.people.reading import readings
def keys(name): return set()
