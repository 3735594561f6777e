/** A store in memory, for tests and single-JVM hosts. */
package dev.callgate.storage.memory;
