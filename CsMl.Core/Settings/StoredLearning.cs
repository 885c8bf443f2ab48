using CsMl.Core.Learning;

namespace CsMl.Core.Settings;

/// <inheritdoc cref="LearningOptions"/>
public sealed record StoredLearning(LearningMode? Mode = null);
