/** What the hosts beside it have in common: a database, a clock to be moved, and how values and failures are told. */
package dev.callgate.host;
