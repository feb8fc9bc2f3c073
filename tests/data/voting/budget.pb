META
key;value
description;Een eigen budget
num_votes;3
budget;50
vote_type;approval
PROJECTS
project_id;cost;name
1;30;Open data
2;40;Archief
VOTES
voter_id;vote
v1;1,2
v2;1
v3;
