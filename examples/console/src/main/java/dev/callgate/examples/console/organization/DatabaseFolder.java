package dev.callgate.examples.console.organization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Keeps a database of H2 in a file from other users of the machine, before H2 opens it: makes its folder readable by its owner only,
 * or, in a folder that is there already, the file.
 */
@Component
class DatabaseFolder implements BeanFactoryPostProcessor {
    private static final Pattern IN_A_FILE =
            Pattern.compile("jdbc:h2:(?:file:)?(?!mem:|tcp:|ssl:|zip:|split:|nio:)([^;]+).*");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Environment environment = beans.getBean(Environment.class);
        Matcher url = IN_A_FILE.matcher(environment.getProperty("spring.datasource.url", ""));
        if (url.matches()) {
            protect(Path.of(
                    url.group(1).replaceFirst("^~", Matcher.quoteReplacement(System.getProperty("user.home")))));
        }
    }

    private static void protect(Path database) {
        try {
            Path file = Path.of(database + ".mv.db");
            if (!OwnersOnly.createFolderOf(file) && !Files.exists(file)) {
                OwnersOnly.createFile(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the database %s cannot be made".formatted(database), e);
        }
    }
}
