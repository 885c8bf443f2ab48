namespace CsMl.Tests.LanguageModel.App;

internal static class Paths
{
    /// <summary>The value at a path of two steps; null where the first is null.</summary>
    public static System.Text.Json.JsonElement? TryAt(this System.Text.Json.JsonElement json, string path)
    {
        var steps = path.Split('.');
        var first = json.GetProperty(steps[0]);
        return first.ValueKind == System.Text.Json.JsonValueKind.Null ? null : first.GetProperty(steps[1]);
    }
}
