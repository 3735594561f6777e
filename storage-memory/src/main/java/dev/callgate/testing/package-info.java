/** For tests of hosts: a gate with a clock that moves, and assertions that show the reasons of a refusal. */
package dev.callgate.testing;
