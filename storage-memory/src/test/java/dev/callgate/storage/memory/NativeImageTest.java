package dev.callgate.storage.memory;

import dev.callgate.contract.NativeImage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Native images need no metadata: the code finds nothing by name. */
class NativeImageTest {
    @Test
    @DisplayName("Native image: nothing of the library is found by name")
    void namesAreKnown() {
        // The parameter is one that JUnit has found.
        new NativeImage("callgate-storage-memory")
                .assertUses("dev.callgate.testing.GateResolver uses java.lang.reflect.Parameter.getType");
    }
}
