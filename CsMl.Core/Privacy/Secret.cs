namespace CsMl.Core.Privacy;

/// <summary>A piece of a text that must not leave.</summary>
/// <param name="Name">What is put back for it.</param>
internal readonly record struct Secret(int Start, int Length, Placeholder Kind, string Name)
{
    public int End => Start + Length;
}
