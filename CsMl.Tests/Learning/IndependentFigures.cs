using System.Text.Json;

namespace CsMl.Tests.Learning;

/// <summary>Figures that were computed by other means; see the README beside the files.</summary>
internal static class IndependentFigures
{
    public static JsonElement Read(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Data", "learning", file);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
