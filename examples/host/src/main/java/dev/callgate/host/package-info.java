/** Shared by the example hosts: command-line options, a database, a movable clock, and the output of values and errors. */
package dev.callgate.host;
