using System.Globalization;
using Azure.Data.Tables;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// Converts between a body and the properties of an Azure entity: <c>Body</c>, <c>Body1</c>, … of at most 64 KiB each,
/// the service's limit for one property.
/// </summary>
/// <remarks>
/// The body is stored as bytes because the client writes text as JSON inside JSON: six characters for each quotation
/// mark and each character outside ASCII. A transaction well within <see cref="EntityKey.MaxTransactionBytes"/> could
/// then exceed the service's 4 MiB. Bytes always grow by a third in a request, and the service stores them at half the
/// size of text.
/// </remarks>
internal static class AzureEntity
{
    /// <summary>Id of the write that last wrote the row; see <see cref="AzureWrite"/>.</summary>
    public const string WriteId = "WriteId";

    private const string Body = "Body";
    private const int PropertyBytes = 64 * 1024;

    public static TableEntity Of(string partitionKey, EntityChange change, Guid writeId)
    {
        var entity = new TableEntity(partitionKey, change.RowKey);
        if (change.Kind == ChangeKind.Delete)
        {
            return entity;
        }

        entity[WriteId] = writeId;
        var number = 0;
        var rest = change.Json;
        do
        {
            var part = rest[..Math.Min(rest.Length, PropertyBytes)];
            entity[Name(number++)] = part.ToArray();
            rest = rest[part.Length..];
        } while (rest.Length > 0);

        return entity;
    }

    public static Entity Read(TableEntity entity)
    {
        var json = entity.GetBinary(Body) ?? [];
        if (entity.ContainsKey(Name(1)))
        {
            var whole = new MemoryStream();
            for (var number = 0; entity.GetBinary(Name(number)) is { } part; number++)
            {
                whole.Write(part);
            }

            json = whole.ToArray();
        }

        return new Entity(entity.PartitionKey, entity.RowKey, json, entity.ETag.ToString());
    }

    private static string Name(int number) =>
        number == 0 ? Body : string.Create(CultureInfo.InvariantCulture, $"{Body}{number}");
}
