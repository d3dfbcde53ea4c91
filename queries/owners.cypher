// title: Who ultimately controls this company or app, and through which chain
// group: control
// params: id: entity, share: float = 50.0, as_of: date = none, limit: int = 50
// returns: owner, owner_id, chain, shares, steps, sources, contested, edges
MATCH path = (owner:Entity)-[:OWNS*1..6]->(asset:Entity {id: $id})
WHERE NOT (:Entity)-[:OWNS]->(owner)
  AND all(r IN relationships(path) WHERE coalesce(r.share_max, 100.0) >= $share)
WITH owner, path, relationships(path) AS links
RETURN owner.name AS owner, owner.id AS owner_id,
       [n IN nodes(path) | n.name] AS chain,
       [r IN links | r.share_max] AS shares,
       size(links) AS steps,
       reduce(least = 1000000, r IN links | CASE WHEN r.sources < least THEN r.sources ELSE least END) AS sources,
       any(r IN links WHERE r.contested) AS contested,
       [r IN links | r.id] AS edges
ORDER BY steps, owner, owner_id, edges LIMIT $limit
