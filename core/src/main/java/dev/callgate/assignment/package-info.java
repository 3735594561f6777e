/** Which agent may call from which number, and the {@link dev.callgate.assignment.AssignmentStore} that counts. */
package dev.callgate.assignment;
