namespace CsMl.Core.Privacy;

/// <summary>A part of a text that must not be sent.</summary>
/// <param name="Name">The text that is restored for it.</param>
internal readonly record struct Secret(int Start, int Length, Placeholder Kind, string Name)
{
    public int End => Start + Length;
}
