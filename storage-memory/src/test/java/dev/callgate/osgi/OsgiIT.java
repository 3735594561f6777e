package dev.callgate.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.CallGate;
import dev.callgate.storage.memory.InMemoryStorage;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.aries.spifly.dynamic.DynamicWeavingActivator;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.simple.SimpleLogger;

/** The jars are bundles of OSGi. The dependencies are bundles, too, and are installed as they are. */
class OsgiIT {
    private static final int STOP_TIMEOUT_MILLIS = 10_000;

    private static final List<Class<?>> DEPENDENCIES = List.of(
            DynamicWeavingActivator.class, SimpleLogger.class, Logger.class, Nullable.class, PhoneNumberUtil.class);

    private Framework framework;
    private ClassLoader contextLoader;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        // SLF4J would look for its provider there, too.
        contextLoader = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        // Bundles see the JDK, and nothing of what this test is run with.
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
        framework.start();
        List<Bundle> installed = new ArrayList<>();
        for (Class<?> dependency : DEPENDENCIES) {
            installed.add(install(dependency));
        }
        for (Bundle each : installed) {
            if (each.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                each.start();
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        Thread.currentThread().setContextClassLoader(contextLoader);
        framework.stop();
        framework.waitForStop(STOP_TIMEOUT_MILLIS);
    }

    @Test
    @DisabledForJreRange(min = JRE.JAVA_23, disabledReason = "SPI Fly 1.3.7 reads classes of JDK 22 at most")
    @DisplayName("OSGi: core and the store in memory are resolved and started, and a host in a bundle gets a decision")
    void decidesACall() throws Exception {
        install(CallGate.class).start();
        install(InMemoryStorage.class).start();
        Bundle host = framework.getBundleContext().installBundle("host", bundleOf(DecidedCall.class));
        host.start();
        Object call = host.loadClass(DecidedCall.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertEquals("+14165550100 from +12025550123, [CA-ON]", ((Callable<?>) call).call());
    }

    @Test
    @DisplayName("OSGi: what the Java module does not export, the bundle does not export either")
    void hidesInternals() throws Exception {
        Bundle core = install(CallGate.class);
        core.start();
        assertNotNull(core.loadClass("dev.callgate.internal.Micros"));
        Set<String> exported =
                core.adapt(BundleRevision.class).getDeclaredCapabilities(BundleRevision.PACKAGE_NAMESPACE).stream()
                        .map(each -> (String) each.getAttributes().get(BundleRevision.PACKAGE_NAMESPACE))
                        .collect(Collectors.toSet());
        assertEquals(packagesOfModule(CallGate.class), exported);
    }

    private static Set<String> packagesOfModule(Class<?> type) throws Exception {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    @Test
    @DisplayName("OSGi: the store is not resolved without core")
    void needsCore() throws Exception {
        Bundle memory = install(InMemoryStorage.class);
        assertThrows(BundleException.class, memory::start);
    }

    /** Installs the jar that a class comes from. */
    private Bundle install(Class<?> type) throws Exception {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(jar)) {
            throw new IllegalStateException(jar + " is no jar: run this test with mvn verify, which packages first");
        }
        try (InputStream in = Files.newInputStream(jar)) {
            return framework.getBundleContext().installBundle(jar.toUri().toString(), in);
        }
    }

    private static InputStream bundleOf(Class<?> type) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "host");
        headers.putValue(
                Constants.IMPORT_PACKAGE,
                "dev.callgate,dev.callgate.admin,dev.callgate.call,dev.callgate.model,dev.callgate.policy,"
                        + "dev.callgate.spi,dev.callgate.report,dev.callgate.storage.memory");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        String name = type.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(jar, manifest);
                InputStream in = type.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }
}
