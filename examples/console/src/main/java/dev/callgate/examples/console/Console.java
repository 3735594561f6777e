package dev.callgate.examples.console;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the console; {@code --server.port} and {@code --spring.datasource.*} say where, and on which database. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Console {
    /** Starts, and goes on until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(Console.class, args);
    }
}
