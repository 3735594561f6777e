/** Tests of the library on clusters of servers and behind poolers, through its public API only. */
package dev.callgate.examples.engines;
