package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.callgate.contract.NativeImage;
import dev.callgate.storage.jdbc.count.AssignmentCache;
import dev.callgate.storage.jdbc.count.RecentStates;
import dev.callgate.storage.jdbc.sql.ParsedTexts;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Native images have what the code finds by name: the metadata in META-INF/native-image names it. */
class NativeImageTest {
    private static final NativeImage IMAGE = new NativeImage("callgate-storage-jdbc");
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    @DisplayName("Native image: what is found by name is known")
    void namesAreKnown() {
        IMAGE.assertUses(
                "dev.callgate.storage.jdbc.sql.PoolerCheck uses java.lang.Class.forName",
                "dev.callgate.storage.jdbc.sql.PoolerCheck uses java.lang.Class.getMethod",
                "dev.callgate.storage.jdbc.sql.PoolerCheck uses java.lang.reflect.Method.invoke",
                "dev.callgate.storage.jdbc.sql.RouterConnection uses java.lang.reflect.Method.invoke",
                "dev.callgate.storage.jdbc.sql.RouterConnection uses java.lang.reflect.Proxy.newProxyInstance",
                "dev.callgate.storage.jdbc.sql.SqlScript uses java.lang.Class.getResourceAsStream");
    }

    @Test
    @DisplayName("Native image: every resource is named, and nothing else")
    void resourcesAreNamed() throws IOException {
        IMAGE.assertResourcesAreNamed();
    }

    @Test
    @DisplayName("Native image: the classes and methods that are named exist")
    void namedClassesExist() throws Exception {
        String config = Files.readString(IMAGE.metadata().resolve("reflect-config.json"));
        Matcher entry = Pattern.compile("\"name\": \"([^\"]+)\"(?:, \"parameterTypes\": \\[([^\\]]*)])?")
                .matcher(config);
        Class<?> type = Object.class;
        int methods = 0;
        while (entry.find()) {
            if (entry.group(2) == null) {
                type = Class.forName(entry.group(1), false, getClass().getClassLoader());
            } else {
                type.getMethod(
                        entry.group(1),
                        entry.group(2).equals("\"int\"") ? new Class<?>[] {int.class} : new Class<?>[0]);
                methods++;
            }
        }
        assertEquals(3, methods);
        List<String> proxies = Pattern.compile("\"interfaces\": \\[\"([^\"]+)\"]")
                .matcher(Files.readString(IMAGE.metadata().resolve("proxy-config.json")))
                .results()
                .map(each -> each.group(1))
                .toList();
        for (String each : proxies) {
            assertTrue(Class.forName(each).isInterface(), each);
            assertTrue(config.contains("\"" + each + "\", \"allPublicMethods\": true"), each);
        }
        Set<String> expected = new ClassFileImporter()
                        .importPath(CLASSES)
                        .get("dev.callgate.storage.jdbc.sql.RouterConnection")
                        .getStaticInitializer()
                        .orElseThrow()
                        .getReferencedClassObjects()
                        .stream()
                        .map(each -> each.getRawType().getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, new TreeSet<>(proxies));
    }

    @Test
    @DisplayName("Native image: the classes that Caffeine chooses by name for the caches are named")
    void classesOfCachesAreNamed() throws Exception {
        String config = Files.readString(IMAGE.metadata().resolve("reflect-config.json"));
        Set<Object> owners = Set.of(
                new ParsedTexts<>(text -> text),
                AssignmentCache.expiringAfter(Duration.ofSeconds(1)),
                RecentStates.rememberedFor(Duration.ofSeconds(1)));
        Set<String> users = new ClassFileImporter()
                .importPath(CLASSES).stream()
                        .filter(each -> each.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Caffeine.class)))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        assertEquals(owners.stream().map(each -> each.getClass().getName()).collect(Collectors.toSet()), users);
        for (Object owner : owners) {
            for (String each : classesOfCache(owner)) {
                assertTrue(config.contains("\"" + each + "\", \"allDeclaredConstructors\": true"), each);
            }
        }
    }

    private static List<String> classesOfCache(Object owner) throws ReflectiveOperationException {
        for (Field field : owner.getClass().getDeclaredFields()) {
            if (field.getType() == Cache.class) {
                field.setAccessible(true);
                Object cache = ((Cache<?, ?>) field.get(owner)).asMap();
                Class<?> bounded = cache.getClass();
                while (!bounded.getSimpleName().equals("BoundedLocalCache")) {
                    bounded = bounded.getSuperclass();
                }
                Field factory = bounded.getDeclaredField("nodeFactory");
                factory.setAccessible(true);
                return List.of(
                        cache.getClass().getName(),
                        factory.get(cache).getClass().getName());
            }
        }
        throw new AssertionError("no cache in " + owner);
    }
}
