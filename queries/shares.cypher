// title: What share of this company or app each owner holds, directly and through others, as a range
// group: control
// params: id: entity, as_of: date = none, limit: int = 50
// returns: owner, owner_id, chain, share_min, share_max, direct, sources, contested, edges
MATCH path = (owner:Entity)-[:OWNS*1..4]->(asset:Entity {id: $id})
WITH owner, path, relationships(path) AS links
WITH owner, path, links, all(r IN links WHERE r.share_min IS NOT NULL) AS stated
RETURN owner.name AS owner, owner.id AS owner_id,
       [n IN nodes(path) | n.name] AS chain,
       CASE WHEN stated THEN reduce(p = 100.0, r IN links | p * r.share_min / 100.0) ELSE null END AS share_min,
       CASE WHEN stated THEN reduce(p = 100.0, r IN links | p * r.share_max / 100.0) ELSE null END AS share_max,
       size(links) = 1 AS direct,
       reduce(least = 1000000, r IN links | CASE WHEN r.sources < least THEN r.sources ELSE least END) AS sources,
       any(r IN links WHERE r.contested) AS contested,
       [r IN links | r.id] AS edges
ORDER BY direct DESC, coalesce(share_max, 0.0) DESC, owner_id, edges LIMIT $limit
