using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

/// <summary>One item.</summary>
internal sealed record PlatformData<T>([property: JsonRequired] T Data);
