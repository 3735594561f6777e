/** Which of an agent's numbers is tried first. */
package dev.callgate.rotation;
