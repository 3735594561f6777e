/** Whose data it is, and who calls: the host's ids, opaque to the library. */
package dev.callgate.id;
