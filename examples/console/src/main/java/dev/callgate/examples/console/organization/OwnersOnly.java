package dev.callgate.examples.console.organization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files and folders that no other user of the machine can read, where the file system knows such permissions. */
public final class OwnersOnly {
    private OwnersOnly() {}

    /** Makes the folder of a file, and the folders above it, unless it is there. Returns whether it was not there. */
    public static boolean createFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.exists(folder)) {
            return false;
        }
        Files.createDirectories(folder, permissions(folder, "rwx------"));
        return true;
    }

    /** Makes an empty file. */
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, permissions(file, "rw-------"));
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(wanted)}
                : new FileAttribute<?>[0];
    }
}
