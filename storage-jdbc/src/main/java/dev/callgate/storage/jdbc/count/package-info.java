/** How a call is counted: alone, or in a group of calls that wait at the same moment. */
package dev.callgate.storage.jdbc.count;
