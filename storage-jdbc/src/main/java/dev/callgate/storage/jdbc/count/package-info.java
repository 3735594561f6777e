/** Counts calls: one at a time, or in groups of calls that wait at the same moment. */
package dev.callgate.storage.jdbc.count;
