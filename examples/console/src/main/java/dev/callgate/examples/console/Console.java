package dev.callgate.examples.console;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the console; {@code --server.port} and {@code --spring.datasource.*} say where, and on which database. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Console {
    /** Starts the console, which runs until the process is stopped. */
    public static void main(String[] args) {
        SpringApplication.run(Console.class, args);
    }
}
