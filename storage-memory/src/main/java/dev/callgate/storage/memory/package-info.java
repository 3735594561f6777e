/** A store in memory. */
package dev.callgate.storage.memory;
