// title: Measures of each of two governments against the other and its firms, in time order
// group: policy
// params: a: entity, b: entity, as_of: date = none, limit: int = 200
// returns: day, side, by, by_id, measure, target, target_id, sources, contested, edges
UNWIND [[$a, $b], [$b, $a]] AS sides
MATCH (by:Entity)-[r:REGULATES]->(target:Entity)
WHERE coalesce(r.measure, '') <> 'approve'
MATCH (home:Entity {id: sides[1]}) MATCH (side:Entity {id: sides[0]})
WITH sides, by, r, target, home, side
WHERE (by.id = sides[0] OR (by)-[:PART_OF*1..3]->(:Entity {id: sides[0]}))
  AND (target.id = sides[1]
       OR (target.country IS NOT NULL AND target.country = home.country)
       OR (target)-[:LOCATED_IN|PART_OF*1..3]->(:Entity {id: sides[1]}))
RETURN coalesce(r.since, r.first_reported) AS day, coalesce(side.name, side.id) AS side, by.name AS by, by.id AS by_id,
       r.measure AS measure, target.name AS target, target.id AS target_id,
       r.sources AS sources, r.contested AS contested, [r.id] AS edges
ORDER BY coalesce(day, ''), by_id, target_id, edges LIMIT $limit
