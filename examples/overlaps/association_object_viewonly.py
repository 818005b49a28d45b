from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Student(Base):
    __tablename__ = "student"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    enrollments: Mapped[list["Enrollment"]] = relationship(back_populates="student")
    courses: Mapped[list["Course"]] = relationship(
        secondary="enrollment", back_populates="students", viewonly=True
    )


class Course(Base):
    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    enrollments: Mapped[list["Enrollment"]] = relationship(back_populates="course")
    students: Mapped[list["Student"]] = relationship(
        secondary="enrollment", back_populates="courses", viewonly=True
    )


class Enrollment(Base):
    __tablename__ = "enrollment"

    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    grade: Mapped[str | None] = mapped_column(String(2))
    student: Mapped["Student"] = relationship(back_populates="enrollments")
    course: Mapped["Course"] = relationship(back_populates="enrollments")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:enrol]
with Session(engine) as session:
    sora = Student(name="Sora")
    algebra = Course(title="Algebra")
    sora.enrollments.append(Enrollment(course=algebra, grade="A"))
    session.add(sora)
    session.commit()
    print("courses of Sora:", [course.title for course in sora.courses])
    print("students of Algebra:", [student.name for student in algebra.students])
# --8<-- [end:enrol]
