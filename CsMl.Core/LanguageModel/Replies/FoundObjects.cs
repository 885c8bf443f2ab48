using System.Text.Json;

namespace CsMl.Core.LanguageModel.Replies;

/// <param name="Objects">The outermost objects in their order.</param>
/// <param name="Said">The text without the thoughts before it.</param>
/// <param name="HasThoughts">True if there was a marker of thoughts.</param>
internal sealed record FoundObjects(IReadOnlyList<JsonElement> Objects, string Said, bool HasThoughts)
{
    /// <summary>True if the model thought and then said nothing.</summary>
    public bool IsThoughtsOnly => HasThoughts && ThoughtMarkers.IsSilent(Said);
}
