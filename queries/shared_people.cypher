// title: Which organisations share people with this one
// group: people
// params: id: entity, as_of: date = none, limit: int = 100
// returns: organization, organization_id, people, sources, edges
MATCH (x:Entity {id: $id})<-[a:LEADS|AFFILIATED_WITH|FOUNDED]-(p:Person)-[b:LEADS|AFFILIATED_WITH|FOUNDED]->(other:Entity)
WHERE other.id <> $id
WITH other, collect(DISTINCT p.name) AS people, collect(DISTINCT a.id) + collect(DISTINCT b.id) AS edges,
     min(CASE WHEN a.sources < b.sources THEN a.sources ELSE b.sources END) AS sources
RETURN other.name AS organization, other.id AS organization_id, people, sources, edges
ORDER BY size(people) DESC, organization_id LIMIT $limit
