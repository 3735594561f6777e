package dev.callgate;

import dev.callgate.contract.NativeImage;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Native images have what the code finds by name: the metadata in META-INF/native-image names it. */
class NativeImageTest {
    private static final NativeImage IMAGE = new NativeImage("callgate-core");

    @Test
    @DisplayName("Native image: only the table of places is found by name")
    void namesAreKnown() {
        IMAGE.assertUses("dev.callgate.model.Places uses java.lang.Class.getResourceAsStream");
    }

    @Test
    @DisplayName("Native image: every resource is named, and nothing else")
    void resourcesAreNamed() throws IOException {
        IMAGE.assertResourcesAreNamed();
    }
}
