// title: Which holdings lead back to their owner
// group: risk
// params: as_of: date = none, limit: int = 50
// returns: chain, steps, sources, edges
MATCH path = (a:Entity)-[:OWNS*2..5]->(a)
WITH a, path, relationships(path) AS links
WHERE all(n IN nodes(path) WHERE n.id >= a.id)
RETURN [n IN nodes(path) | n.name] AS chain, size(links) AS steps,
       reduce(least = 1000000, r IN links | CASE WHEN r.sources < least THEN r.sources ELSE least END) AS sources,
       [r IN links | r.id] AS edges
ORDER BY steps, edges LIMIT $limit
