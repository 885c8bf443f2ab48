using CsMl.Core.Ctas;

namespace CsMl.Tests.Ctas;

/// <summary>A situation, and the beginning of what is told of each step that is planned for it.</summary>
internal sealed record CtaCase(string Name, CtaSituation Situation, string[] Steps);
