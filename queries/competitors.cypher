// title: Who competes with this company or app, who owns the rivals, and which regulators they share
// group: market
// params: id: entity, as_of: date = none, limit: int = 100
// returns: rival, rival_id, owners, shared_regulators, sources, contested, edges
MATCH (x:Entity {id: $id})-[c:COMPETES_WITH]-(rival:Entity)
OPTIONAL MATCH (owner:Entity)-[o:OWNS]->(rival)
WITH x, c, rival, collect(DISTINCT owner.name) AS owners, collect(DISTINCT o.id) AS owning
OPTIONAL MATCH (x)<-[m1:REGULATES]-(by:Entity)-[m2:REGULATES]->(rival)
WITH c, rival, owners, owning, collect(DISTINCT by.name) AS shared_regulators,
     collect(DISTINCT m1.id) + collect(DISTINCT m2.id) AS measures
RETURN rival.name AS rival, rival.id AS rival_id, owners, shared_regulators,
       c.sources AS sources, c.contested AS contested, [c.id] + owning + measures AS edges
ORDER BY size(shared_regulators) DESC, sources DESC, rival_id LIMIT $limit
