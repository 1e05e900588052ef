printf '\357\273\277{"id":1,"owned":true}\n{"id":2,"owned":false,"shared":false,"snapshot_access":false}\n' | "$AMIQUIZ" decide --batch -
