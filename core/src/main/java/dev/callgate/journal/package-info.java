/** What became of allowed calls: released, or completed with an outcome; who was called, as far as that is kept. */
package dev.callgate.journal;
