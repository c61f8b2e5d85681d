package org.semblance.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A valid configuration.
 *
 * @param config the bound records
 * @param tree the same as a tree of keys: defaults, file and overrides merged
 * @param warnings about what was read but should be written otherwise
 */
public record LoadedConfig<T>(T config, ObjectNode tree, List<String> warnings) {}
