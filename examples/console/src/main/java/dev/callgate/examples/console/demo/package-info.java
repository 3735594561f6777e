/** An organization to look around in, with a month of made-up calls: {@code --demo}. */
package dev.callgate.examples.console.demo;
