// title: How these two are connected, and how well sourced the weakest link of each path is
// group: people
// params: a: entity, b: entity, as_of: date = none, limit: int = 20
// returns: path, relations, steps, sources, contested, edges
MATCH (a:Entity {id: $a}) MATCH (b:Entity {id: $b})
WHERE a.id <> b.id
MATCH p = allShortestPaths((a)-[:OWNS|INVESTS_IN|REGULATES|FOUNDED|LEADS|AFFILIATED_WITH|PARTNERS_WITH|SUPPLIES|COMPETES_WITH|LOCATED_IN|PART_OF*1..6]-(b))
WITH p, relationships(p) AS links
RETURN [n IN nodes(p) | n.name] AS path, [r IN links | type(r)] AS relations, size(links) AS steps,
       reduce(least = 1000000, r IN links | CASE WHEN r.sources < least THEN r.sources ELSE least END) AS sources,
       any(r IN links WHERE r.contested) AS contested,
       [r IN links | r.id] AS edges
ORDER BY sources DESC, edges LIMIT $limit
