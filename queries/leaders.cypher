// title: Who leads, founded or works for this organisation, and what else they lead or own
// group: people
// params: id: entity, as_of: date = none, limit: int = 100
// returns: person, person_id, tie, role, since, until, elsewhere, sources, contested, edges
MATCH (p:Person)-[r:LEADS|FOUNDED|AFFILIATED_WITH]->(x:Entity {id: $id})
OPTIONAL MATCH (p)-[o:LEADS|OWNS|FOUNDED]->(other:Entity)
WHERE other.id <> $id
WITH p, r, collect(DISTINCT other.name) AS elsewhere, collect(DISTINCT o.id) AS others
RETURN p.name AS person, p.id AS person_id, type(r) AS tie, r.role AS role,
       r.since AS since, r.until AS until, elsewhere,
       r.sources AS sources, r.contested AS contested, [r.id] + others AS edges
ORDER BY sources DESC, person, tie, edges LIMIT $limit
