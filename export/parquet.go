package export

import (
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// writeParquet writes the rows with their schema, lists as lists. Numbers and truths may be null: of a row
// that was deleted nothing is known but its id.
func writeParquet(w io.Writer, set Set, rows sequence) error {
	shape := nullable(reflect.TypeOf(set.row))
	schema := parquet.NewSchema(set.Name, parquet.SchemaOf(reflect.Zero(shape).Interface()))
	out := parquet.NewWriter(w, schema, parquet.Compression(&parquet.Zstd))
	for r, err := range rows {
		if err != nil {
			return err
		}
		if err := out.Write(shaped(shape, values(r))); err != nil {
			return fmt.Errorf("write %s: %w", r.id, err)
		}
	}
	return out.Close()
}

// nullable is the type of a row in which numbers and truths are behind pointers.
func nullable(row reflect.Type) reflect.Type {
	fields := make([]reflect.StructField, row.NumField())
	for i := range fields {
		f := row.Field(i)
		fields[i] = reflect.StructField{Name: f.Name, Type: f.Type, Tag: f.Tag}
		if k := f.Type.Kind(); k != reflect.String && k != reflect.Slice {
			fields[i].Type = reflect.PointerTo(f.Type)
		}
	}
	return reflect.StructOf(fields)
}

// shaped makes a row of the nullable type of values, of which those that are nil stay null.
func shaped(shape reflect.Type, values []any) any {
	row := reflect.New(shape).Elem()
	for i, v := range values {
		if v == nil {
			continue
		}
		f := row.Field(i)
		if f.Kind() == reflect.Pointer {
			f.Set(reflect.New(f.Type().Elem()))
			f = f.Elem()
		}
		f.Set(reflect.ValueOf(v))
	}
	return row.Interface()
}
