package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** Reads a setting as it was given. Spring would evaluate {@code ${…}} and {@code #{…}} in a password. */
public final class RawSetting {
    private RawSetting() {}

    /** Returns the value of a setting, or null if it is not set. Nothing in it is evaluated. */
    @Nullable
    public static String of(ConfigurableEnvironment environment, String name) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            // The source "configurationProperties" answers for all others, and evaluates what they say.
            Object value = source.getName().equals("configurationProperties") ? null : source.getProperty(name);
            if (value != null) {
                return value.toString();
            }
        }
        return null;
    }
}
