/** Schema 2: what an engine keeps so as not to read long streams again. Whatever stands here may be removed at any time. */
export const snapshotsSchema = `
CREATE TABLE snapshots (
  subject TEXT NOT NULL,
  fold TEXT NOT NULL,
  through INTEGER NOT NULL CHECK (through >= 0),
  chainhash TEXT NOT NULL,
  state TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (subject, fold)
) STRICT;
`
